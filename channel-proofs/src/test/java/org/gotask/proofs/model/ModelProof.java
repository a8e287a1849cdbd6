package org.gotask.proofs.model;

import java.time.Duration;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** The settings of the model checking; {@code -Dproofs.effort=20}, as in {@code scripts/prove-channels}, tries so much more. */
final class ModelProof {

    static final int EFFORT = Integer.getInteger("proofs.effort", 1);
    private static final long SEED = Long.getLong("proofs.seed", 20261125);

    /** How many orders of steps are tried for one program. */
    private static final int ORDERS = 25;

    private static final Duration LONGEST_EXECUTION = Duration.ofMinutes(5);

    private ModelProof() {}

    /** Checks the races of one channel that matter most, and random programs. */
    static void checkChannel(Class<? extends Subject> subject, int programs) {
        check(subject, 4 * ORDERS, Programs.racesOfChannel(subject));
        check(subject, ORDERS, Programs.random(subject, Programs.Kind.CHANNEL, programs * EFFORT, SEED));
    }

    /** Checks the race of a select on two channels that matters most, and random programs. */
    static void checkSelect(Class<? extends Subject> subject, int programs) {
        check(subject, 4 * ORDERS, Programs.racesOfSelect(subject));
        check(subject, ORDERS, Programs.random(subject, Programs.Kind.SELECT, programs * EFFORT, SEED));
    }

    private static void check(Class<? extends Subject> subject, int orders, List<ExecutionScenario> programs) {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(orders * Math.min(EFFORT, 5))
                .minimizeFailedScenario(false)
                // what a select makes of its cases before it looks at any channel is seen by its own thread only
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(name -> name.startsWith("java.util.stream."))
                        .allMethods()
                        .ignore())
                .verifier(ChannelVerifier.class);
        // by default an execution that takes 10 s counts as hung, which a busy machine reaches; real deadlocks are
        // found without it
        options.invocationTimeout$lincheck(LONGEST_EXECUTION.toMillis());
        programs.forEach(options::addCustomScenario);
        options.check(subject);
    }
}

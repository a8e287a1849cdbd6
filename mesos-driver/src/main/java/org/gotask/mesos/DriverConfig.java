package org.gotask.mesos;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gotask.mesos.auth.AuthenticationTimeouts;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.FrameworkInfo;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link MesosSchedulerDriver} needs to know. Immutable. Scheduler, framework and master have to be given;
 * the rest has defaults:
 *
 * <ul>
 *   <li>acknowledgement: implicit
 *   <li>credential: none, so the driver does not authenticate
 *   <li>registration: {@link RegistrationBackoff#DEFAULT}, as far as the environment says nothing else
 *   <li>authentication: {@link AuthenticationTimeouts#DEFAULT}, as far as the environment says nothing else
 *   <li>messenger: speaks HTTP and listens where the {@code LIBPROCESS_} variables of the environment say
 *   <li>the framework's user: the operating system's user name
 *   <li>the framework's host name: this machine's name
 * </ul>
 *
 * @param scheduler who is called back
 * @param framework as it will be registered
 * @param detector makes the detector, when the driver is started
 * @param messenger where the driver listens
 * @param messengers makes the messenger, when the driver is started
 * @param acknowledgements who acknowledges status updates
 * @param credential what the driver authenticates with before it registers; if empty, it does not authenticate
 * @param authentication how long an attempt to authenticate may take
 * @param registration how often an unanswered registration is repeated
 */
public record DriverConfig(
        Scheduler scheduler,
        FrameworkInfo framework,
        Supplier<MasterDetector> detector,
        MessengerConfig messenger,
        Function<MessengerConfig, Messenger> messengers,
        AcknowledgementMode acknowledgements,
        Optional<Credential> credential,
        AuthenticationTimeouts authentication,
        RegistrationBackoff registration) {

    /** Refuses null; the builder checks the rest. */
    public DriverConfig {
        Objects.requireNonNull(scheduler, "scheduler");
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(messenger, "messenger");
        Objects.requireNonNull(messengers, "messengers");
        Objects.requireNonNull(acknowledgements, "acknowledgements");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(registration, "registration");
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Gathers a configuration; {@link #build} reports all that is wrong with it at once. Not thread-safe. */
    public static final class Builder {

        private @Nullable Scheduler scheduler;
        private @Nullable FrameworkInfo framework;
        private @Nullable String master;
        private @Nullable Supplier<MasterDetector> detector;
        private @Nullable String hostname;
        private @Nullable MessengerConfig messenger;
        private Function<MessengerConfig, Messenger> messengers = HttpMessenger::new;
        private AcknowledgementMode acknowledgements = AcknowledgementMode.IMPLICIT;
        private @Nullable Credential credential;
        private @Nullable AuthenticationTimeouts authentication;
        private @Nullable RegistrationBackoff registration;

        private Builder() {}

        /** Who is called back. */
        public Builder scheduler(Scheduler value) {
            scheduler = value;
            return this;
        }

        /**
         * The framework to register. With an id it takes over the framework of that id. An empty user or host name is
         * filled in.
         */
        public Builder framework(FrameworkInfo value) {
            framework = value;
            return this;
        }

        /** Where the master is: a specification that {@link MasterDetectors} knows, such as {@code host:port}. */
        public Builder master(String value) {
            master = value;
            return this;
        }

        /** Finds the master in place of {@link #master}; called once, when the driver is started. */
        public Builder detector(Supplier<MasterDetector> value) {
            detector = value;
            return this;
        }

        /** Where the driver listens and how it is reached. */
        public Builder messenger(MessengerConfig value) {
            messenger = value;
            return this;
        }

        /** Makes the messenger in place of the one that speaks HTTP; called once, when the driver is started. */
        public Builder messengers(Function<MessengerConfig, Messenger> value) {
            messengers = value;
            return this;
        }

        /** Who acknowledges status updates. */
        public Builder acknowledgements(AcknowledgementMode value) {
            acknowledgements = value;
            return this;
        }

        /** The host name shown for the framework, whatever the framework's own says. */
        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        /** What the driver authenticates with before it registers. */
        public Builder credential(Credential value) {
            credential = value;
            return this;
        }

        /** How long an attempt to authenticate may take. */
        public Builder authentication(AuthenticationTimeouts value) {
            authentication = value;
            return this;
        }

        /** How often an unanswered registration is repeated. */
        public Builder registration(RegistrationBackoff value) {
            registration = value;
            return this;
        }

        /**
         * Checks and makes the configuration. May ask the name service for this machine's name.
         *
         * @throws IllegalArgumentException if anything is missing or malformed; the message names all of it
         */
        public DriverConfig build() {
            List<String> problems = new ArrayList<>();
            Scheduler checkedScheduler = given(scheduler, "scheduler is missing", problems);
            FrameworkInfo checkedFramework = given(framework, "framework is missing", problems);
            if (checkedFramework != null && checkedFramework.getName().isEmpty()) {
                problems.add("framework name is empty");
            }
            if (hostname != null && hostname.isBlank()) {
                problems.add("hostname is blank: hostname='" + hostname + "'");
            }
            MessengerConfig checkedMessenger = read(messenger, MessengerConfig::fromEnvironment, problems);
            AuthenticationTimeouts checkedAuthentication =
                    read(authentication, AuthenticationTimeouts::fromEnvironment, problems);
            RegistrationBackoff checkedRegistration =
                    read(registration, RegistrationBackoff::fromEnvironment, problems);
            Supplier<MasterDetector> checkedDetector = detector(problems);
            if (!problems.isEmpty()
                    || checkedScheduler == null
                    || checkedFramework == null
                    || checkedMessenger == null
                    || checkedAuthentication == null
                    || checkedRegistration == null
                    || checkedDetector == null) {
                throw new IllegalArgumentException("driver configuration is wrong: " + String.join("; ", problems));
            }
            return new DriverConfig(
                    checkedScheduler,
                    complete(checkedFramework),
                    checkedDetector,
                    checkedMessenger,
                    messengers,
                    acknowledgements,
                    Optional.ofNullable(credential),
                    checkedAuthentication,
                    checkedRegistration);
        }

        private @Nullable Supplier<MasterDetector> detector(List<String> problems) {
            if (detector != null) {
                if (master != null) {
                    problems.add("master and detector are both given, expected one of them");
                }
                return detector;
            }
            if (master == null) {
                problems.add("master is missing");
                return null;
            }
            try {
                String specification = MasterDetectors.resolve(master);
                MasterDetectors.check(specification);
                return () -> MasterDetectors.create(specification);
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
                return null;
            }
        }

        private static <T> @Nullable T read(
                @Nullable T given, Function<Map<String, String>, T> fromEnvironment, List<String> problems) {
            if (given != null) {
                return given;
            }
            try {
                return fromEnvironment.apply(System.getenv());
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
                return null;
            }
        }

        private FrameworkInfo complete(FrameworkInfo given) {
            FrameworkInfo.Builder completed = given.toBuilder();
            if (given.getUser().isEmpty()) {
                completed.setUser(System.getProperty("user.name", ""));
            }
            if (hostname != null) {
                completed.setHostname(hostname);
            } else if (given.getHostname().isEmpty()) {
                completed.setHostname(localHostname());
            }
            if (given.hasId() && given.getId().getValue().isEmpty()) {
                completed.clearId();
            }
            return completed.build();
        }

        private static String localHostname() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                return "localhost";
            }
        }

        private static <T> @Nullable T given(@Nullable T value, String problem, List<String> problems) {
            if (value == null) {
                problems.add(problem);
            }
            return value;
        }
    }
}

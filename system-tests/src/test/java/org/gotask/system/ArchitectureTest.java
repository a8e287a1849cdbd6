package org.gotask.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.time.Instant;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "org.gotask", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] API = {"org.gotask", "org.gotask.channel..", "org.gotask.scope.."};

    @ArchTest
    static final ArchRule apiKnowsNothingButTheJdk = ArchRuleDefinition.classes()
            .that()
            .resideInAnyPackage(API)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.gotask", "org.gotask.channel..", "org.gotask.scope..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule linksKnowNeitherSchedulerNorExecutorNorMesos = noClasses()
            .that()
            .resideInAnyPackage("org.gotask.launch..", "org.gotask.link..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.gotask.scheduler..", "org.gotask.executor..", "org.gotask.mesos..");

    @ArchTest
    static final ArchRule wireFormatOfLinksKnowsOnlyMessages = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("org.gotask.link.wire")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.gotask.link.wire", "org.gotask", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule protocolOfLinksKnowsOnlyTheWireFormat = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("org.gotask.link.protocol")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.gotask.link.protocol", "org.gotask.link.wire", "org.gotask", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule protocolOfLinksHasNeitherThreadsNorLocksNorAClock = noClasses()
            .that()
            .resideInAnyPackage("org.gotask.link.protocol", "org.gotask.link.wire")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Clock.class, Instant.class)
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule driverAndLocalClusterKnowNothingOfGoTask = noClasses()
            .that()
            .resideInAPackage("org.gotask.mesos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.gotask",
                    "org.gotask.channel..",
                    "org.gotask.scope..",
                    "org.gotask.launch..",
                    "org.gotask.link..",
                    "org.gotask.scheduler..",
                    "org.gotask.executor..");

    @ArchTest
    static final ArchRule driverKnowsNothingOfTheLocalCluster = noClasses()
            .that()
            .resideInAPackage("org.gotask.mesos..")
            .and()
            .resideOutsideOfPackage("org.gotask.mesos.local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gotask.mesos.local..");

    @ArchTest
    static final ArchRule roomsOfTheLocalClusterKnowOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.gotask.mesos.local..")
            .layer("cluster")
            .definedBy("org.gotask.mesos.local")
            .layer("master")
            .definedBy("org.gotask.mesos.local.master")
            .layer("agent")
            .definedBy("org.gotask.mesos.local.agent")
            .layer("election")
            .definedBy("org.gotask.mesos.local.election")
            .layer("sandbox")
            .definedBy("org.gotask.mesos.local.sandbox")
            .layer("fetch")
            .definedBy("org.gotask.mesos.local.fetch")
            .layer("faults")
            .definedBy("org.gotask.mesos.local.faults")
            .layer("pages")
            .definedBy("org.gotask.mesos.local.pages")
            .layer("actor")
            .definedBy("org.gotask.mesos.local.actor")
            .layer("files")
            .definedBy("org.gotask.mesos.local.files")
            .layer("wire")
            .definedBy("org.gotask.mesos.local.wire")
            .whereLayer("master")
            .mayOnlyAccessLayers("election", "pages", "actor", "wire")
            .whereLayer("agent")
            .mayOnlyAccessLayers("sandbox", "fetch", "faults", "pages", "actor", "wire")
            .whereLayer("election")
            .mayOnlyAccessLayers("actor", "files", "wire")
            .whereLayer("sandbox")
            .mayOnlyAccessLayers("files", "wire")
            .whereLayer("fetch")
            .mayOnlyAccessLayers("files")
            .whereLayer("faults")
            .mayOnlyAccessLayers("actor")
            .whereLayer("pages")
            .mayOnlyAccessLayers("actor", "wire")
            .whereLayer("actor")
            .mayNotAccessAnyLayer()
            .whereLayer("files")
            .mayNotAccessAnyLayer()
            .whereLayer("wire")
            .mayNotAccessAnyLayer()
            .ensureAllClassesAreContainedInArchitectureIgnoring(resideOutsideOfPackage("org.gotask.mesos.local.."));

    @ArchTest
    static final ArchRule roomsOfTheLocalClusterFormNoCycle =
            slices().matching("org.gotask.mesos.local.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyOneRoomKnowsZooKeeper = noClasses()
            .that()
            .resideInAPackage("org.gotask..")
            .and()
            .resideOutsideOfPackages("org.gotask.mesos.zookeeper..", "org.gotask.system..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.gotask.mesos.zookeeper..", "org.apache.zookeeper..", "org.apache.curator..");

    @ArchTest
    static final ArchRule roomsOfTheDriverFormNoCycle = slices().matching(
                    "org.gotask.mesos.(auth|detector|env|health|libprocess|log|runtime|text)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheMessengerKnowOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.gotask.mesos.libprocess..")
            .layer("http")
            .definedBy("org.gotask.mesos.libprocess.http")
            .layer("inbound")
            .definedBy("org.gotask.mesos.libprocess.inbound")
            .layer("outbound")
            .definedBy("org.gotask.mesos.libprocess.outbound")
            .layer("wire")
            .definedBy("org.gotask.mesos.libprocess.wire")
            .layer("api")
            .definedBy("org.gotask.mesos.libprocess")
            .layer("threads")
            .definedBy("org.gotask.mesos.libprocess.threads")
            .layer("address")
            .definedBy("org.gotask.mesos.libprocess.address")
            .whereLayer("inbound")
            .mayOnlyAccessLayers("wire", "api", "threads", "address")
            .whereLayer("outbound")
            .mayOnlyAccessLayers("api", "threads", "address")
            .whereLayer("wire")
            .mayOnlyAccessLayers("api", "address")
            .whereLayer("api")
            .mayOnlyAccessLayers("address")
            .whereLayer("threads")
            .mayNotAccessAnyLayer()
            .whereLayer("address")
            .mayNotAccessAnyLayer()
            .ensureAllClassesAreContainedInArchitectureIgnoring(
                    resideOutsideOfPackage("org.gotask.mesos.libprocess.."));

    @ArchTest
    static final ArchRule roomsOfTheDriverDoNotKnowTheDriver = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.gotask.mesos.auth..",
                    "org.gotask.mesos.detector..",
                    "org.gotask.mesos.env..",
                    "org.gotask.mesos.health..",
                    "org.gotask.mesos.libprocess..",
                    "org.gotask.mesos.log..",
                    "org.gotask.mesos.runtime..",
                    "org.gotask.mesos.text..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gotask.mesos");

    @ArchTest
    static final ArchRule onlyTheRoomsCalledMesosKnowMesos = noClasses()
            .that()
            .resideInAnyPackage("org.gotask.scheduler..", "org.gotask.executor..")
            .and()
            .resideOutsideOfPackages("org.gotask.scheduler.mesos..", "org.gotask.executor.mesos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.gotask.mesos..", "org.gotask.scheduler.mesos..", "org.gotask.executor.mesos..");

    @ArchTest
    static final ArchRule schedulerAndExecutorDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("org.gotask.scheduler..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gotask.executor..");

    @ArchTest
    static final ArchRule executorDoesNotKnowTheScheduler = noClasses()
            .that()
            .resideInAPackage("org.gotask.executor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gotask.scheduler..");

    @ArchTest
    static final ArchRule channelsKnowNothingButThemselves = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("org.gotask.channel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.gotask.channel..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule placementKnowsOnlyOffersAndNeeds = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("org.gotask.scheduler.placement..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.gotask.scheduler.placement..",
                    "org.gotask.scheduler.cluster..",
                    "org.gotask",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule roomsOfTheSchedulerFormNoCycle =
            slices().matching("org.gotask.scheduler.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfTheExecutorFormNoCycle =
            slices().matching("org.gotask.executor.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfTheApiFormNoCycle = slices().matching("org.gotask.(channel|scope|link|launch)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule librariesDoNotPrint = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.gotask.channel..",
                    "org.gotask.scope..",
                    "org.gotask.link..",
                    "org.gotask.launch..",
                    "org.gotask.mesos",
                    "org.gotask.mesos.libprocess..",
                    "org.gotask.mesos.detector..",
                    "org.gotask.mesos.auth..",
                    "org.gotask.mesos.env..",
                    "org.gotask.mesos.health..",
                    "org.gotask.mesos.log..",
                    "org.gotask.mesos.runtime..",
                    "org.gotask.mesos.text..",
                    "org.gotask.mesos.zookeeper..",
                    "org.gotask.scheduler.(*)..",
                    "org.gotask.executor.(*)..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule librariesDoNotEndTheProcess = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.gotask.channel..", "org.gotask.link..", "org.gotask.scheduler..", "org.gotask.executor..")
            .should()
            .callMethod(System.class, "exit", int.class);
}

package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gotask.mesos.Samples.FRAMEWORK;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;
import static org.gotask.mesos.Samples.taskId;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The start and the end of a scheduler driver. */
class SchedulerDriverLifecycleTest extends SchedulerDriverFixture {

    @ParameterizedTest
    @EnumSource
    void callInWrongStatusDoesNothingButReturnIt(AnySchedulerCall call) throws InterruptedException {
        driver = driver(AcknowledgementMode.EXPLICIT);
        assertThat(call.make(driver)).isEqualTo(DriverStatus.NOT_STARTED);
        registered();

        driver.abort();
        assertThat(call.make(driver)).isEqualTo(DriverStatus.ABORTED);
        driver.stop(true);
        assertThat(call.make(driver)).isEqualTo(DriverStatus.STOPPED);

        master.next(DeactivateFrameworkMessage.class);
        assertThat(master.rest()).isEmpty();
    }

    @Test
    void lifeCycleCallsInWrongStatusReturnIt() throws InterruptedException {
        assertThat(driver.abort()).isEqualTo(DriverStatus.NOT_STARTED);
        assertThat(driver.stop()).isEqualTo(DriverStatus.NOT_STARTED);
        assertThat(driver.join()).isEqualTo(DriverStatus.NOT_STARTED);
        assertThat(driver.start()).isEqualTo(DriverStatus.RUNNING);
        assertThat(driver.start()).isEqualTo(DriverStatus.RUNNING);
        assertThat(driver.abort()).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.abort()).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.start()).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.stop()).isEqualTo(DriverStatus.ABORTED);
        assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
        assertThat(driver.abort()).isEqualTo(DriverStatus.STOPPED);
        assertThat(driver.start()).isEqualTo(DriverStatus.STOPPED);
        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
    }

    @Test
    void registersWithFreshProcessIdForEachDriver() throws InterruptedException {
        Upid first = registered();
        driver.stop(true);
        master.forgetWhatCame();
        detector = new FakeDetector(Optional.of(master.info()));
        driver = driver(AcknowledgementMode.IMPLICIT);
        Upid second = registered();

        assertThat(first.id()).startsWith("scheduler-");
        assertThat(second.id()).startsWith("scheduler-").isNotEqualTo(first.id());
    }

    @Test
    void stopTearsTheFrameworkDownAndFreesEverything() throws InterruptedException {
        registered();

        assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);

        master.call(Call.Type.TEARDOWN);
        assertThat(detector.isClosed()).isTrue();
        assertThat(driver.join()).isEqualTo(DriverStatus.STOPPED);
    }

    @Test
    void stopForFailoverSendsNothing() throws InterruptedException {
        registered();

        driver.stop(true);

        assertThat(master.rest()).isEmpty();
    }

    @Test
    void abortDeactivatesAfterEarlierCallsAndStopThenTearsDown() throws InterruptedException {
        registered();
        driver.killTask(taskId("t"));
        driver.abort();
        assertThat(driver.join()).isEqualTo(DriverStatus.ABORTED);
        driver.stop();

        master.call(Call.Type.KILL);
        assertThat(master.next(DeactivateFrameworkMessage.class).getFrameworkId())
                .isEqualTo(FRAMEWORK);
        master.call(Call.Type.TEARDOWN);
    }

    @Test
    void callbackThatThrowsAbortsTheDriverAndJoinTells() throws InterruptedException {
        RuntimeException thrown = new IllegalStateException("broken scheduler");
        scheduler.on("registered", unused -> {
            throw thrown;
        });
        registered();

        assertThatThrownBy(() -> driver.join())
                .isInstanceOf(CallbackException.class)
                .hasMessageContaining("callback=registered")
                .hasCause(thrown);
        master.next(DeactivateFrameworkMessage.class);
        assertThat(driver.stop()).isEqualTo(DriverStatus.ABORTED);
        assertThat(scheduler.rest()).isEmpty();
    }

    @Test
    void detectorFailureIsAnError() throws InterruptedException {
        driver.start();
        detector.fail("no such thing");

        assertThat(scheduler.next("error").arguments()).containsExactly("master detector failed: no such thing");
        assertThat(driver.join()).isEqualTo(DriverStatus.ABORTED);
    }

    @Test
    void messengerThatCannotStartIsAnError() throws InterruptedException {
        driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(FRAMEWORK_INFO)
                .detector(() -> detector)
                .messenger(MessengerConfig.loopback())
                .messengers(unused -> {
                    throw new IllegalArgumentException("port is taken");
                })
                .build());

        assertThat(driver.run()).isEqualTo(DriverStatus.ABORTED);

        assertThat(scheduler.next("error").argument(0).toString()).contains("port is taken");
        assertThat(driver.stop()).isEqualTo(DriverStatus.ABORTED);
    }

    @Test
    void joinReturnsOnlyAfterTheErrorCallback() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        scheduler.on("error", unused -> {
            inside.countDown();
            uninterruptibly(goOn);
        });
        Upid to = registered();
        master.send(to, error("no"));
        inside.await();
        CompletableFuture<DriverStatus> joined = CompletableFuture.supplyAsync(() -> {
            try {
                return driver.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        master.next(DeactivateFrameworkMessage.class);
        assertThat(joined).isNotDone();

        goOn.countDown();

        assertThat(joined.get(60, TimeUnit.SECONDS)).isEqualTo(DriverStatus.ABORTED);
    }

    @Test
    void joinFromCallbackEndsWhenAnotherThreadStopsTheDriver() throws InterruptedException {
        CountDownLatch returned = new CountDownLatch(1);
        CountDownLatch joining = new CountDownLatch(1);
        scheduler.on("registered", inside -> {
            try {
                joining.countDown();
                inside.join();
                returned.countDown();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        registered();
        joining.await();

        driver.stop();

        assertThat(returned.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interruptedThreadStopsTheDriverAllTheSame() throws InterruptedException {
        registered();
        Thread.currentThread().interrupt();

        driver.stop();

        assertThat(Thread.interrupted()).isTrue();
        master.call(Call.Type.TEARDOWN);
    }
}

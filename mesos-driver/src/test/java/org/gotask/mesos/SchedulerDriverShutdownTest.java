package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;

import com.google.protobuf.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.libprocess.HttpHandler;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;

/** The order in which a scheduler driver closes its parts. */
class SchedulerDriverShutdownTest extends SchedulerDriverFixture {

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final CountDownLatch detectorClosed = new CountDownLatch(1);

    @Test
    void detectorThatEndsTheMasterIsClosedAfterTheFarewellIsDelivered() throws InterruptedException {
        driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(FRAMEWORK_INFO)
                .detector(NotingDetector::new)
                .messenger(MessengerConfig.loopback())
                .messengers(unused -> new SlowMessenger(network.messenger()))
                .build());
        registered();

        assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);

        assertThat(steps).containsExactly("TEARDOWN sent", "messenger closed", "detector closed");
        master.call(Call.Type.TEARDOWN);
    }

    private final class NotingDetector implements MasterDetector {

        @Override
        public void start(Listener listener) {
            detector.start(listener);
        }

        @Override
        public void connectionLost() {
            detector.connectionLost();
        }

        @Override
        public void close() {
            steps.add("detector closed");
            detectorClosed.countDown();
        }
    }

    /** Gives a driver that closes the detector too early ample time to do so before the teardown. */
    private final class SlowMessenger implements Messenger {

        private final Messenger network;

        SlowMessenger(Messenger network) {
            this.network = network;
        }

        @Override
        public void post(Upid from, Upid to, Message message, Runnable accepted) {
            if (message instanceof Call call && call.getType() == Call.Type.TEARDOWN) {
                steps.add(isDetectorClosed() ? "TEARDOWN late" : "TEARDOWN sent");
            }
            network.post(from, to, message, accepted);
        }

        private boolean isDetectorClosed() {
            try {
                return detectorClosed.await(300, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void send(Upid from, Upid to, Message message) throws InterruptedException {
            network.send(from, to, message);
        }

        @Override
        public void close() {
            steps.add("messenger closed");
            network.close();
        }

        @Override
        public void start() throws IOException {
            network.start();
        }

        @Override
        public Upid upid(String processId) {
            return network.upid(processId);
        }

        @Override
        public void spawn(String processId, MessageHandler handler) {
            network.spawn(processId, handler);
        }

        @Override
        public void terminate(String processId) {
            network.terminate(processId);
        }

        @Override
        public void serve(String path, HttpHandler handler) {
            network.serve(path, handler);
        }

        @Override
        public Link link(Upid to, Runnable exited) {
            return network.link(to, exited);
        }
    }
}

package org.gotask.mesos.local.master;

import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.jspecify.annotations.Nullable;

/** A master's link to an agent or scheduler, which ignores the end of former links. Confined to the master's thread. */
final class PeerLink {

    private Messenger.@Nullable Link link;
    private int number;

    /** Opens a link in place of the former one; {@code broken} runs on the master's thread if the new link breaks. */
    void open(MasterState state, Upid peer, Runnable broken) {
        Messenger.Link former = link;
        int opened = ++number;
        link = state.messenger.link(
                peer,
                () -> state.thread.execute(() -> {
                    if (opened == number) {
                        broken.run();
                    }
                }));
        if (former != null) {
            former.close();
        }
    }

    /** Closes the link, if there is one, without a call of {@code broken}. */
    void close() {
        number++;
        Messenger.Link former = link;
        link = null;
        if (former != null) {
            former.close();
        }
    }
}

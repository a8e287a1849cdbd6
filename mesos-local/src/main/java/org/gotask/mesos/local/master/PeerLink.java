package org.gotask.mesos.local.master;

import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.jspecify.annotations.Nullable;

/** A master's link to an agent or scheduler, of which only the end of the newest counts. Confined to the master's thread. */
final class PeerLink {

    private Messenger.@Nullable Link link;
    private int number;

    /** Links a peer, in place of the one before; {@code broken} runs on the master's thread when that link ends by itself. */
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

    /** Ends the link, if there is one; nobody is told. */
    void close() {
        number++;
        Messenger.Link former = link;
        link = null;
        if (former != null) {
            former.close();
        }
    }
}

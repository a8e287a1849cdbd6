package org.gotask.link.protocol;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskMsg;

/** Accepts every stream, keeps the reasons of drops and of the failure, and ignores the rest. */
class QuietEvents implements EngineEvents, SendStream.Listener, ReceiveStream.Listener {

    final List<String> drops = new ArrayList<>();
    String broken = "";

    @Override
    public ReceiveStream.Listener opened(ReceiveStream stream) {
        return this;
    }

    @Override
    public void message(TaskMsg message) {}

    @Override
    public void ended() {}

    @Override
    public void failed() {}

    @Override
    public void hasRoom() {}

    @Override
    public void settled() {}

    @Override
    public void dropped(String what) {
        drops.add(what);
    }

    @Override
    public void broken(String reason) {
        broken = reason;
    }
}

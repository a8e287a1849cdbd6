package org.gotask.link;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskMsg;

/** Lets every stream open, keeps what was dropped and why the link broke, and is deaf to the rest. */
class QuietEvents implements EngineEvents {

    final List<String> drops = new ArrayList<>();
    String broken = "";

    @Override
    public boolean opened(InStream stream) {
        return true;
    }

    @Override
    public void message(InStream stream, TaskMsg message) {}

    @Override
    public void ended(InStream stream) {}

    @Override
    public void failed(InStream stream) {}

    @Override
    public void room(OutStream stream) {}

    @Override
    public void settled(OutStream stream) {}

    @Override
    public void dropped(String what) {
        drops.add(what);
    }

    @Override
    public void broken(String reason) {
        broken = reason;
    }
}

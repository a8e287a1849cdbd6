package org.gotask.link;

import org.gotask.TaskMsg;

/** What a {@link LinkEngine} has to say. Called by the thread that uses it, which is not to be held up. */
interface EngineEvents {

    /** The other end sends on a new stream; false if nobody here takes what comes. */
    boolean opened(InStream stream);

    /** A message has come, the next in order of its stream. */
    void message(InStream stream, TaskMsg message);

    /** A stream is closed, and all of it has come. */
    void ended(InStream stream);

    /** A stream was given up by the other end. */
    void failed(InStream stream);

    /** A stream that had no room takes messages again. */
    void room(OutStream stream);

    /** The last frame of a stream, and all before it, has arrived at the other end. */
    void settled(OutStream stream);

    /** A datagram was dropped, or a stream belongs to nobody; one line that says which. */
    void dropped(String what);

    /** The link cannot go on. The last word. */
    void broken(String reason);
}

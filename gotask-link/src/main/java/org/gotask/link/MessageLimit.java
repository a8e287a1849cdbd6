package org.gotask.link;

import org.gotask.TaskMsg;

/**
 * The largest message that may be sent.
 *
 * @param maxBytes the greatest length of a message's content
 */
public record MessageLimit(int maxBytes) {

    /** For the plain link: 8 MiB, which every Mesos agent passes on in one piece. */
    public static final MessageLimit PLAIN = new MessageLimit(8 << 20);

    /** For the strong link, which sends in pieces what is large: 64 MiB. */
    public static final MessageLimit STRONG = new MessageLimit(64 << 20);

    /**
     * Lets a message pass.
     *
     * @throws IllegalArgumentException if it is too large; the text names the task and both sizes
     */
    public TaskMsg check(TaskMsg message) {
        if (message.sizeBytes() > maxBytes) {
            throw new IllegalArgumentException("message too large: task=" + message.taskName() + ", sizeBytes="
                    + message.sizeBytes() + ", maxBytes=" + maxBytes + "; send it in parts");
        }
        return message;
    }
}

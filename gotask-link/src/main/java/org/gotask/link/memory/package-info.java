/**
 * The memory of a process for the messages that wait on their way through its links. One
 * {@link org.gotask.link.memory.MessageMemory} limits it for all links and channels together; it follows from the heap.
 */
@NullMarked
package org.gotask.link.memory;

import org.jspecify.annotations.NullMarked;

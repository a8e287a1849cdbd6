package org.gotask.channel;

/** What a select does with a value that one of its cases has received. */
interface Reaction<T> {

    /** The action for this value; made in the selecting thread, after the value was taken. */
    Select.Action to(T value);
}

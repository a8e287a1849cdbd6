/**
 * The parts that make a master or an agent an actor: the thread that owns its state ({@link
 * org.gotask.mesos.local.actor.ActorThread}), an inbox with bounded memory, a sender, and the name of its process.
 * Uses no Mesos message and no other package of this module.
 */
@NullMarked
package org.gotask.mesos.local.actor;

import org.jspecify.annotations.NullMarked;

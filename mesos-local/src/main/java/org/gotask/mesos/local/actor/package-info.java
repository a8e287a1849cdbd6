/**
 * What makes a master or an agent an actor: one thread that owns its state
 * ({@link org.gotask.mesos.local.actor.ActorThread}), an inbox that bounds and reads what arrives for it, an outbox for what
 * it sends, and a name. Knows no message of Mesos, and no other package of this module.
 */
@NullMarked
package org.gotask.mesos.local.actor;

import org.jspecify.annotations.NullMarked;

/**
 * Attacks on a run by other users of the machine and the network, which must fail. The attacker is a separate process,
 * under another user's id if the tests run as root, see {@link org.gotask.system.strangers.Intruder}.
 */
@NullMarked
package org.gotask.system.strangers;

import org.jspecify.annotations.NullMarked;

/**
 * What other users of the machine and the network try to do to a run, and do not get done. The attacker is a process of its
 * own, under another user's id where the tests run as root, see {@link org.gotask.system.strangers.Intruder}.
 */
@NullMarked
package org.gotask.system.strangers;

import org.jspecify.annotations.NullMarked;

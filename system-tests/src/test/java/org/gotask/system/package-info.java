/** Tests that see the whole house: applications as real processes, the arrows between the rooms, the README. */
@NullMarked
package org.gotask.system;

import org.jspecify.annotations.NullMarked;

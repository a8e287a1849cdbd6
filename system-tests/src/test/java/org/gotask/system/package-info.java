/** Tests across all modules: applications as real processes, the dependencies between packages, the README. */
@NullMarked
package org.gotask.system;

import org.jspecify.annotations.NullMarked;

/**
 * Virtual threads that belong together: {@link org.gotask.scope.Scope} starts them, waits for them, and ends them all
 * when one of them fails. A task that needs more threads than its own opens a scope, and has no thread left when it ends.
 */
@NullMarked
package org.gotask.scope;

import org.jspecify.annotations.NullMarked;

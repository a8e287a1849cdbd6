/**
 * Groups of virtual threads: a {@link org.gotask.scope.Scope} starts threads, waits for them, and ends them all when
 * one of them fails. A task that needs additional threads opens a scope, and has no thread left when the scope ends.
 *
 * <p>Unless stated otherwise, methods throw {@link NullPointerException} if an argument is null.
 */
@NullMarked
package org.gotask.scope;

import org.jspecify.annotations.NullMarked;

/** A small application that misbehaves on request, for tests to start. */
@NullMarked
package org.gotask.system.app;

import org.jspecify.annotations.NullMarked;

/** A small application that misbehaves on request, for the tests to start. */
@NullMarked
package org.gotask.system.app;

import org.jspecify.annotations.NullMarked;

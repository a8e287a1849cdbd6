/**
 * Files that other users of the machine can neither read nor replace, and the checks that a file or a directory is of that
 * kind. May use nothing but the JDK.
 */
@NullMarked
package org.gotask.mesos.local.files;

import org.jspecify.annotations.NullMarked;

/**
 * Files that other users of the machine can neither read nor replace, and the checks for such files and directories.
 * Depends only on the JDK.
 */
@NullMarked
package org.gotask.mesos.local.files;

import org.jspecify.annotations.NullMarked;

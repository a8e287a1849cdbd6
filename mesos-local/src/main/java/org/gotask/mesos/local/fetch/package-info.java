/** The fetcher: downloads the files of a command into a sandbox and unpacks them. May use {@code files}. */
@NullMarked
package org.gotask.mesos.local.fetch;

import org.jspecify.annotations.NullMarked;

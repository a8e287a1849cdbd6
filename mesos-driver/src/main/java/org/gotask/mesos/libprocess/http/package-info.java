/**
 * The HTTP implementation of the messenger. {@link org.gotask.mesos.libprocess.http.HttpMessenger} combines the
 * receiving side, the sending side and the wire format, each of which is a package that the module does not export.
 */
@NullMarked
package org.gotask.mesos.libprocess.http;

import org.jspecify.annotations.NullMarked;

/**
 * Authentication of a framework with its master: who it says it is ({@link org.gotask.mesos.auth.Credential}), how it
 * proves it ({@link org.gotask.mesos.auth.Mechanism}, of which {@link org.gotask.mesos.auth.CramMd5} is the one that Mesos
 * has), and the exchange of messages around that ({@link org.gotask.mesos.auth.Authenticatee}). Sends nothing by itself.
 */
@NullMarked
package org.gotask.mesos.auth;

import org.jspecify.annotations.NullMarked;

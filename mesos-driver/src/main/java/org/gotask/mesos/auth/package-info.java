/**
 * Framework authentication: the identity ({@link org.gotask.mesos.auth.Credential}), the proof
 * ({@link org.gotask.mesos.auth.Mechanism}, with Mesos's {@link org.gotask.mesos.auth.CramMd5}), and the message
 * exchange with the master ({@link org.gotask.mesos.auth.Authenticatee}). This package sends no messages itself.
 */
@NullMarked
package org.gotask.mesos.auth;

import org.jspecify.annotations.NullMarked;

/**
 * The vocabulary of master and agents: identifiers, resources, capabilities, versions and time limits, as they are on the
 * wire and in logs. At the bottom: may use no other package of this module.
 */
@NullMarked
package org.gotask.mesos.local.common;

import org.jspecify.annotations.NullMarked;

/**
 * Model checking of channels: Lincheck runs small programs on real channels under every order of their steps that it has
 * time for, and each result must be one that {@link org.gotask.proofs.model.ChannelSpecification} allows.
 */
@NullMarked
package org.gotask.proofs.model;

import org.jspecify.annotations.NullMarked;

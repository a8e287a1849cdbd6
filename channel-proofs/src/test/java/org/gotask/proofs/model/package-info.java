/**
 * Model checking of channels: Lincheck runs small programs on real channels under as many orders of their steps as its
 * time allows. Each result must be one that {@link org.gotask.proofs.model.ChannelSpecification} permits.
 */
@NullMarked
package org.gotask.proofs.model;

import org.jspecify.annotations.NullMarked;

/**
 * The behaviours that Go's own tests check of channels and select, {@code test/chan} and {@code runtime/chan_test.go}
 * of golang/go, written independently and through the public API only. {@code GoSuiteTest} in the package of the
 * channels covers those about races.
 */
@NullMarked
package org.gotask.go;

import org.jspecify.annotations.NullMarked;

/**
 * What Go's own tests of channels and select ask of them, asked of ours in our words and through the public API alone:
 * {@code test/chan} and {@code runtime/chan_test.go} of golang/go. {@code GoSuiteTest} beside the channels has those that
 * look at races.
 */
@NullMarked
package org.gotask.go;

import org.jspecify.annotations.NullMarked;

/** Text from outside, made fit to be shown. The driver has the same, for the two do not know each other. */
@NullMarked
package org.gotask.text;

import org.jspecify.annotations.NullMarked;

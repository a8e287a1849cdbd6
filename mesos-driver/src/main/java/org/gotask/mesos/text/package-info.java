/** Text from outside, made fit to be shown. GoTask's own side has the same, for the two do not know each other. */
@NullMarked
package org.gotask.mesos.text;

import org.jspecify.annotations.NullMarked;

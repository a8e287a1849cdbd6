/**
 * JSON messages: {@link org.gotask.json.JsonCodec} encodes records and sealed interfaces.
 *
 * <p>Methods throw {@link NullPointerException} if an argument is null.
 */
@NullMarked
package org.gotask.json;

import org.jspecify.annotations.NullMarked;

/** JSON messages: {@link org.gotask.json.JsonCodec} encodes records and sealed interfaces. */
@NullMarked
package org.gotask.json;

import org.jspecify.annotations.NullMarked;

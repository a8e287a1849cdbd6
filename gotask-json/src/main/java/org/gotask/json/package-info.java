/** {@link org.gotask.json.JsonCodec} writes records and sealed interfaces as JSON, and reads them. */
@NullMarked
package org.gotask.json;

import org.jspecify.annotations.NullMarked;

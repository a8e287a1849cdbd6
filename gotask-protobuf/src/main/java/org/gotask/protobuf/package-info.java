/** {@link org.gotask.protobuf.ProtobufCodec} writes and reads messages of types that protobuf's compiler has made. */
@NullMarked
package org.gotask.protobuf;

import org.jspecify.annotations.NullMarked;

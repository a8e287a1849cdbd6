/**
 * The wire format of links: layout, encoding and decoding of the reliable link's datagrams, and mesosgot's message
 * format. This package is independent of protocol and threads, and validates all data that it reads.
 */
@NullMarked
package org.gotask.link.wire;

import org.jspecify.annotations.NullMarked;

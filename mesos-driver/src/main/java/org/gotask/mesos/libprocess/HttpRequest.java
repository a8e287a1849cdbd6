package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import java.util.Map;

/**
 * A plain HTTP request that came in on a messenger's port.
 *
 * @param method for example {@code GET}
 * @param path the decoded path, without the query
 * @param query the raw query, empty if there is none
 * @param headers by lower-case name; of a repeated header the last
 * @param body empty if there is none
 */
public record HttpRequest(String method, String path, String query, Map<String, String> headers, ByteString body) {}

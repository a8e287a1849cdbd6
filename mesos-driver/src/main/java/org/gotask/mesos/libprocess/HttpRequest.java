package org.gotask.mesos.libprocess;

import java.util.Map;

/**
 * A plain HTTP request that came in on a messenger's port. Pages are read only, so a body means nothing and is not kept.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param path the decoded path, without the query
 * @param query the raw query, empty if there is none
 * @param headers by lower-case name; of a repeated header the last
 */
public record HttpRequest(String method, String path, String query, Map<String, String> headers) {}

package org.gotask.mesos.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/**
 * The access rights of created nodes, as in Mesos: all rights for everyone, or, with credentials, all rights for the
 * creator and read access for others.
 */
final class ZooKeeperAcl {

    private ZooKeeperAcl() {}

    static ACLProvider of(ZooKeeperAddress address) {
        List<ACL> acl = address.credentials().isEmpty() ? ZooDefs.Ids.OPEN_ACL_UNSAFE : makersOwn();
        return new ACLProvider() {
            @Override
            public List<ACL> getDefaultAcl() {
                return acl;
            }

            @Override
            public List<ACL> getAclForPath(String path) {
                return acl;
            }
        };
    }

    static byte[] bytes(String credentials) {
        return credentials.getBytes(StandardCharsets.UTF_8);
    }

    private static List<ACL> makersOwn() {
        List<ACL> acl = new ArrayList<>(ZooDefs.Ids.CREATOR_ALL_ACL);
        acl.addAll(ZooDefs.Ids.READ_ACL_UNSAFE);
        return acl;
    }
}

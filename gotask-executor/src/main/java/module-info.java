/** The executor side of a GoTask application. */
module org.gotask.executor {
    requires static transitive org.jspecify;
    requires transitive org.gotask.api;
    requires org.gotask.link;
    requires org.gotask.mesos;
    requires org.slf4j;

    exports org.gotask.executor;

    uses org.gotask.executor.agent.AgentPortProvider;

    provides org.gotask.executor.agent.AgentPortProvider with
            org.gotask.executor.mesos.MesosAgentPortProvider;
}

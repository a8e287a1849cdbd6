// Command scheduler plays a framework's life on mesos-go's scheduler driver: authenticate if it is to, register, launch
// tasks on one executor, talk to it both ways, kill a task, reconcile, have the others finish, stop. It prints a line for
// each step that went as it should, and ends with code 1 and one line of explanation at the first that did not.
package main

import (
	"flag"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/gogo/protobuf/proto"
	"github.com/mesos/mesos-go/api/v0/auth"
	"github.com/mesos/mesos-go/api/v0/auth/sasl"
	mesos "github.com/mesos/mesos-go/api/v0/mesosproto"
	util "github.com/mesos/mesos-go/api/v0/mesosutil"
	sched "github.com/mesos/mesos-go/api/v0/scheduler"
	"golang.org/x/net/context"
)

var loopback = net.ParseIP("127.0.0.1")

var (
	master    = flag.String("master", "", "host:port of the master")
	command   = flag.String("executor", "", "shell command that runs the executor")
	tasks     = flag.Int("tasks", 10, "number of tasks")
	messages  = flag.Int("messages", 100, "number of messages each way")
	principal = flag.String("principal", "", "who to authenticate as; empty: nobody")
	secret    = flag.String("secret", "", "the principal's secret")
	patience  = flag.Duration("patience", 20*time.Second, "longest wait for anything")
)

// script is the framework's side of the story; its methods are its chapters.
type script struct {
	*events
	driver   *sched.MesosSchedulerDriver
	agent    *mesos.SlaveID
	executor *mesos.ExecutorID
}

func main() {
	flag.Set("logtostderr", "true") // not into files in the temp folder
	flag.Parse()
	heard := newEvents()
	config := sched.DriverConfig{
		Scheduler:      heard,
		Framework:      &mesos.FrameworkInfo{User: proto.String(""), Name: proto.String("framework in Go")},
		Master:         *master,
		BindingAddress: loopback,
	}
	if *principal != "" {
		config.Framework.Principal = principal
		config.Credential = &mesos.Credential{Principal: principal, Secret: secret}
		config.WithAuthContext = func(ctx context.Context) context.Context {
			return sasl.WithBindingAddress(auth.WithLoginProvider(ctx, sasl.ProviderName), loopback)
		}
	}
	driver, err := sched.NewMesosSchedulerDriver(config)
	check(err)
	s := &script{events: heard, driver: driver, executor: util.NewExecutorID("executor")}
	s.register()
	s.launch()
	s.talk()
	s.kill()
	s.reconcile()
	s.finish()
	s.stop()
}

func (s *script) register() {
	_, err := s.driver.Start()
	check(err)
	step("registered %s", next(s.registered, "registration"))
}

func (s *script) launch() {
	offers := next(s.offers, "offers")
	offer := offers[0]
	s.agent = offer.GetSlaveId()
	for _, other := range offers[1:] {
		_, err := s.driver.DeclineOffer(other.GetId(), &mesos.Filters{})
		check(err)
	}
	var infos []*mesos.TaskInfo
	for i := 0; i < *tasks; i++ {
		infos = append(infos, &mesos.TaskInfo{
			Name:    proto.String(name(i)),
			TaskId:  util.NewTaskID(name(i)),
			SlaveId: s.agent,
			Executor: &mesos.ExecutorInfo{
				ExecutorId: s.executor,
				Command:    &mesos.CommandInfo{Value: command},
			},
			Resources: []*mesos.Resource{
				util.NewScalarResource("cpus", 0.1), util.NewScalarResource("mem", 8),
			},
		})
	}
	_, err := s.driver.LaunchTasks([]*mesos.OfferID{offer.GetId()}, infos, &mesos.Filters{})
	check(err)
	s.expectAll(mesos.TaskState_TASK_RUNNING, 0)
	step("running %d", *tasks)
}

func (s *script) talk() {
	for i := 0; i < *messages; i++ {
		s.say(fmt.Sprintf("ping %d", i))
	}
	for i := 0; i < *messages; i++ {
		s.expectMessage(fmt.Sprintf("pong %d", i))
	}
	step("answered in order %d", *messages)
	s.say(fmt.Sprintf("count %d", *messages))
	for i := 0; i < *messages; i++ {
		s.expectMessage(fmt.Sprintf("up %d", i))
	}
	step("heard in order %d", *messages)
}

func (s *script) kill() {
	_, err := s.driver.KillTask(util.NewTaskID(name(0)))
	check(err)
	s.expectStatus(name(0), mesos.TaskState_TASK_KILLED)
	step("killed %s", name(0))
}

// First a task that lives and one that never did, then all there are.
func (s *script) reconcile() {
	running := mesos.TaskState_TASK_RUNNING.Enum()
	_, err := s.driver.ReconcileTasks([]*mesos.TaskStatus{
		{TaskId: util.NewTaskID(name(1)), SlaveId: s.agent, State: running},
		{TaskId: util.NewTaskID("nobody"), SlaveId: s.agent, State: running},
	})
	check(err)
	heard := map[string]mesos.TaskState{}
	for i := 0; i < 2; i++ {
		status := next(s.statuses, "answer to the reconciliation")
		if status.GetReason() != mesos.TaskStatus_REASON_RECONCILIATION {
			fail("expected an answer to the reconciliation, heard %v", status)
		}
		heard[status.GetTaskId().GetValue()] = status.GetState()
	}
	if heard[name(1)] != mesos.TaskState_TASK_RUNNING || heard["nobody"] != mesos.TaskState_TASK_LOST {
		fail("expected %s running and nobody lost, heard %v", name(1), heard)
	}
	_, err = s.driver.ReconcileTasks(nil)
	check(err)
	s.expectAll(mesos.TaskState_TASK_RUNNING, 1)
	step("reconciled %d", *tasks-1)
}

func (s *script) finish() {
	s.say("finish")
	s.expectAll(mesos.TaskState_TASK_FINISHED, 1)
	step("finished %d", *tasks-1)
}

func (s *script) stop() {
	status, err := s.driver.Stop(false)
	check(err)
	step("stopped %v", status)
}

func (s *script) say(text string) {
	_, err := s.driver.SendFrameworkMessage(s.executor, s.agent, text)
	check(err)
}

// One status of each task from a number on, in any order.
func (s *script) expectAll(state mesos.TaskState, first int) {
	missing := map[string]bool{}
	for i := first; i < *tasks; i++ {
		missing[name(i)] = true
	}
	for len(missing) > 0 {
		status := next(s.statuses, state.String())
		id := status.GetTaskId().GetValue()
		if status.GetState() != state || !missing[id] {
			fail("expected %v of one of %v, heard %v", state, missing, status)
		}
		delete(missing, id)
	}
}

func (s *script) expectStatus(task string, state mesos.TaskState) {
	status := next(s.statuses, state.String())
	if status.GetTaskId().GetValue() != task || status.GetState() != state {
		fail("expected %v of %s, heard %v", state, task, status)
	}
}

func (s *script) expectMessage(text string) {
	if heard := next(s.said, text); heard != text {
		fail("expected %q, heard %q", text, heard)
	}
}

func name(number int) string { return fmt.Sprintf("task-%d", number) }

func step(format string, args ...interface{}) { fmt.Printf(format+"\n", args...) }

func check(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func fail(format string, args ...interface{}) {
	fmt.Printf("FAILED: "+format+"\n", args...)
	os.Exit(1)
}

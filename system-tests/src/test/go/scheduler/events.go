package main

import (
	"time"

	mesos "github.com/mesos/mesos-go/api/v0/mesosproto"
	sched "github.com/mesos/mesos-go/api/v0/scheduler"
)

// events is what the driver called back, each kind in its order. The driver keeps the order of its messages.
type events struct {
	registered chan string
	offers     chan []*mesos.Offer
	statuses   chan *mesos.TaskStatus
	said       chan string
}

func newEvents() *events {
	return &events{
		registered: make(chan string, 10),
		offers:     make(chan []*mesos.Offer, 1000),
		statuses:   make(chan *mesos.TaskStatus, 10000),
		said:       make(chan string, 100000),
	}
}

// next waits, but not for ever.
func next[T any](from chan T, what string) T {
	select {
	case event := <-from:
		return event
	case <-time.After(*patience):
		fail("no %s within %v", what, *patience)
		panic("not reached")
	}
}

func (e *events) Registered(_ sched.SchedulerDriver, id *mesos.FrameworkID, _ *mesos.MasterInfo) {
	e.registered <- id.GetValue()
}

func (e *events) Reregistered(sched.SchedulerDriver, *mesos.MasterInfo) { fail("registered again") }

func (e *events) Disconnected(sched.SchedulerDriver) { fail("disconnected from the master") }

func (e *events) ResourceOffers(_ sched.SchedulerDriver, offers []*mesos.Offer) { e.offers <- offers }

func (e *events) OfferRescinded(_ sched.SchedulerDriver, id *mesos.OfferID) {
	fail("offer rescinded: %s", id.GetValue())
}

func (e *events) StatusUpdate(_ sched.SchedulerDriver, status *mesos.TaskStatus) {
	e.statuses <- status
}

func (e *events) FrameworkMessage(_ sched.SchedulerDriver, _ *mesos.ExecutorID, _ *mesos.SlaveID, text string) {
	e.said <- text
}

func (e *events) SlaveLost(_ sched.SchedulerDriver, id *mesos.SlaveID) {
	fail("agent lost: %s", id.GetValue())
}

func (e *events) ExecutorLost(_ sched.SchedulerDriver, id *mesos.ExecutorID, _ *mesos.SlaveID, status int) {
	fail("executor lost: %s, status %d", id.GetValue(), status)
}

func (e *events) Error(_ sched.SchedulerDriver, message string) { fail("%s", message) }

package kubernetes

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/dynamic"
)

const (
	pollInterval = 250 * time.Millisecond
	readyTimeout = 10 * time.Minute
)

// waiting is an object that was written and now has to become ready.
type waiting struct {
	client  dynamic.ResourceInterface
	live    *unstructured.Unstructured
	urn     resource.URN
	inputs  resource.PropertyMap
	timeout float64
	secrets redactor
}

// unready says why an object did not become ready: a sentence, and what its parts report.
type unready struct {
	message string
	reasons []string
}

// awaitReady waits and returns the latest live object, and why it is not ready if it is not.
func (p *provider) awaitReady(ctx context.Context, w waiting) (*unstructured.Unstructured, *unready) {
	judge := judgeOf(w.live)
	if judge == nil || annotationOf(w.inputs, annotationSkipAwait) == "true" {
		return w.live, nil
	}
	connection, err := p.cluster.open()
	if err != nil {
		return w.live, &unready{message: err.Error()}
	}
	lookup := lookup{connection: connection, namespace: w.live.GetNamespace()}
	live, uid, shown := w.live, w.live.GetUID(), ""
	var failure *unready
	err = wait.PollUntilContextTimeout(ctx, pollInterval, timeoutOf(w.timeout, w.inputs, readyTimeout), true,
		func(ctx context.Context) (bool, error) {
			found, err := w.client.Get(ctx, live.GetName(), getOptions)
			if apierrors.IsNotFound(err) || err == nil && found.GetUID() != uid {
				failure = &unready{message: fmt.Sprintf("'%s' was deleted while waiting for it", live.GetName())}
				return true, nil
			}
			if err != nil {
				// The API server may be busy or restarting: the timeout bounds the patience.
				return false, nil
			}
			live = found
			verdict := judge(ctx, lookup, live)
			if verdict.progress != shown && !verdict.ready {
				shown = verdict.progress
				p.engine.status(ctx, w.urn, w.secrets.text(shown))
			}
			if verdict.failed {
				failure = &unready{
					message: fmt.Sprintf("Resource '%s' was created but failed to initialize", live.GetName()),
					reasons: explain(ctx, lookup, live),
				}
			}
			return verdict.ready || verdict.failed, nil
		})
	switch {
	case err == nil:
		return live, failure
	case ctx.Err() != nil:
		return live, &unready{message: fmt.Sprintf("Resource operation was cancelled for '%s'", live.GetName())}
	default:
		return live, &unready{
			message: fmt.Sprintf("'%s' timed out waiting to be Ready", live.GetName()),
			reasons: explain(ctx, lookup, live),
		}
	}
}

// timeoutOf prefers the resource's customTimeouts to its annotation, and both to the default.
func timeoutOf(custom float64, inputs resource.PropertyMap, fallback time.Duration) time.Duration {
	if custom > 0 {
		return time.Duration(custom * float64(time.Second))
	}
	if seconds, err := strconv.Atoi(annotationOf(inputs, annotationTimeout)); err == nil && seconds > 0 {
		return time.Duration(seconds) * time.Second
	}
	return fallback
}

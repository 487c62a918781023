package kubernetes

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// lookup reads what stands around an object, in its namespace.
type lookup struct {
	connection *connection
	namespace  string
}

func typed[T any](object *unstructured.Unstructured) (*T, error) {
	result := new(T)
	return result, runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, result)
}

func get[T any](ctx context.Context, l lookup, gvk schema.GroupVersionKind, name string) (*T, error) {
	client, err := l.connection.resource(gvk, l.namespace)
	if err != nil {
		return nil, err
	}
	object, err := client.Get(ctx, name, getOptions)
	if err != nil {
		return nil, err
	}
	return typed[T](object)
}

func list[T any](ctx context.Context, l lookup, gvk schema.GroupVersionKind, labels string) ([]T, error) {
	return listOptions[T](ctx, l, gvk, metav1.ListOptions{LabelSelector: labels})
}

func listOptions[T any](
	ctx context.Context, l lookup, gvk schema.GroupVersionKind, options metav1.ListOptions,
) ([]T, error) {
	client, err := l.connection.resource(gvk, l.namespace)
	if err != nil {
		return nil, err
	}
	objects, err := client.List(ctx, options)
	if err != nil {
		return nil, err
	}
	items := make([]T, 0, len(objects.Items))
	for index := range objects.Items {
		item, err := typed[T](&objects.Items[index])
		if err != nil {
			return nil, err
		}
		items = append(items, *item)
	}
	return items, nil
}

// condition is the part that the conditions of all kinds have in common.
type condition struct {
	Type, Status, Reason, Message string
}

func conditionsOf(object *unstructured.Unstructured) []condition {
	entries, _, _ := unstructured.NestedSlice(object.Object, "status", "conditions")
	var conditions []condition
	for _, entry := range entries {
		fields, isObject := entry.(map[string]any)
		if !isObject {
			continue
		}
		text := func(key string) string { value, _ := fields[key].(string); return value }
		conditions = append(conditions, condition{text("type"), text("status"), text("reason"), text("message")})
	}
	return conditions
}

// warningsAbout returns the messages of the Warning events of an object, such as pods that were refused.
func (l lookup) warningsAbout(ctx context.Context, object *unstructured.Unstructured) []string {
	events, err := listOptions[corev1.Event](ctx, l, corev1.SchemeGroupVersion.WithKind("Event"), metav1.ListOptions{
		FieldSelector: "type=Warning,involvedObject.uid=" + string(object.GetUID()),
	})
	if err != nil {
		return nil
	}
	seen := map[string]bool{}
	var messages []string
	for _, event := range events {
		if line := "[" + event.Reason + "] " + event.Message; !seen[line] {
			seen[line] = true
			messages = append(messages, line)
		}
	}
	return messages
}

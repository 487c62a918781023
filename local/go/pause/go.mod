module queue-workloads.local/pause

go 1.25.0

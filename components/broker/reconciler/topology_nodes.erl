%% The nodes of the broker: whether they run, what they run, and what they hold.
-module(topology_nodes).
-export([versions/1, uptimes/1, wait/1, settled/2, differences/4, rebalance/1]).

%% The versions that run, each once.
versions(Api) ->
    lists:usort([Version || #{<<"running">> := true, <<"rabbitmq_version">> := Version} <- nodes_of(Api)]).

uptimes(Api) ->
    [{Name, case Node of #{<<"running">> := true} -> maps:get(<<"uptime">>, Node, 0); _ -> down end} ||
        Node = #{<<"name">> := Name} <- nodes_of(Api)].

wait(Api) -> wait(Api, 30).

wait(Api, Attempts) ->
    Uptimes = uptimes(Api),
    case lists:keymember(down, 2, Uptimes) of
        true when Attempts > 1 -> timer:sleep(2000), wait(Api, Attempts - 1);
        _ -> Uptimes
    end.

%% An uptime that is not known compares as longer than any that is.
settled(Before, After) ->
    lists:all(
        fun({Name, Uptime}) -> is_integer(Uptime) andalso Uptime >= proplists:get_value(Name, Before, down) end,
        After).

%% A sentence for each way in which the nodes are not as they were declared.
differences(Api, Declared, Wanted, Version) ->
    Nodes = nodes_of(Api),
    Running = [Name || #{<<"name">> := Name, <<"running">> := true} <- Nodes],
    number(length(Nodes), Wanted) ++ versions(Nodes, Version) ++ members(Api, Declared, Running).

number(Wanted, Wanted) -> [];
number(Number, Wanted) ->
    [sentence("the broker is a cluster of ~p, and is declared with ~p. ~ts",
        [Number, Wanted, "rabbitmqctl cluster_status names its nodes: one that is gone for good has to be forgotten."])].

versions(_, unknown) -> [];
versions(Nodes, Version) ->
    [sentence("the node ~ts runs RabbitMQ ~ts, and its image has ~ts. ~ts",
        [Name, Actual, Version, "Restart its pod, or give the image a tag that is never pushed again."]) ||
        Node = #{<<"name">> := Name, <<"running">> := true} <- Nodes,
        Actual <- [maps:get(<<"rabbitmq_version">>, Node, <<"that has not said yet">>)],
        Actual =/= Version].

%% The broker adds a member on every node by itself, within half a minute, unless the queue is for fewer.
members(Api, Declared, Running) ->
    {ok, Queues} = topology_api:get(Api, "/api/queues?disable_stats=true"),
    Members = #{{Vhost, Name} => There || #{<<"vhost">> := Vhost, <<"name">> := Name, <<"members">> := There} <- Queues},
    [sentence("the queue ~ts has members on ~p of ~p nodes. ~ts",
        [Name, There, Wanted, "rabbitmq-queues grow adds those that are missing."]) ||
        #{<<"vhost">> := Vhost, <<"name">> := Name, <<"arguments">> := Arguments = #{<<"x-queue-type">> := <<"quorum">>}} <-
            maps:get(<<"queues">>, Declared, []),
        Wanted <- [min(length(Running), maps:get(<<"x-quorum-initial-group-size">>, Arguments, length(Running)))],
        There <- [length([Node || Node <- maps:get({Vhost, Name}, Members, []), lists:member(Node, Running)])],
        There < Wanted].

%% Hands leaders over to nodes that have few. The broker goes on with it by itself.
rebalance(Api) ->
    {ok, _} = topology_api:post(Api, "/api/rebalance/queues", #{}),
    io:format("the leaders of the queues go to all nodes alike~n").

nodes_of(Api) ->
    {ok, Nodes} = topology_api:get(Api, "/api/nodes"),
    Nodes.

sentence(Format, Arguments) -> unicode:characters_to_binary(io_lib:format(Format, Arguments)).

%% What the Jobs of a tenant do, whose user may declare in its one virtual host and administers nothing: exchanges,
%% queues and bindings by itself, and policies by asking for them.
-module(topology_tenant).
-export([reconcile/2, restore/2]).

%% How often it looks whether the broker's Jobs have set what it asked for, which they do within a minute or two.
-define(ATTEMPTS, 48).
-define(PAUSE, 5000).

reconcile(Api, Topology = #{declared := All, tenant := Vhost, revision := Revision, holder := Holder}) ->
    Declared = maps:with([<<"exchanges">>, <<"queues">>, <<"bindings">>, <<"policies">>], All),
    Before = definitions(Api, Vhost),
    Recorded = {#{made := Made} = Record, _} = topology_requests:read(Api, Vhost),
    held(Record, Topology),
    Ours = lists:usort(Made ++ (topology_things:things(Declared) -- topology_things:things(Before))),
    Unwanted = Ours -- topology_things:things(Declared),
    Policies = list(policies, Declared),
    Current = Record#{made := Ours, revision := Revision, holder := Holder, vhosts := [Vhost]},
    Asked = {Current, Policies ++ named(Unwanted, Before)},
    %% Before the queues: none is there without its limits.
    ask(Api, Vhost, Recorded, Asked),
    declare(Api, Vhost, topology_things:missing(Declared, Before)),
    {Others, Rest} = lists:partition(fun({Kind, _, _}) -> Kind =:= <<"policy">> end, Unwanted),
    Left = topology_removal:things(Api, Rest, Declared, Topology),
    Kept = [Policy || Policy <- Others, topology_removal:is_needed(Policy, Left, Topology)],
    ask(Api, Vhost, Asked, {Current#{made := lists:usort((Ours -- Unwanted) ++ Left ++ Kept)}, Policies ++ named(Kept, Before)}),
    topology_outcome:check(Declared, definitions(Api, Vhost)).

%% Adds what is missing. What is missing of the policies, the broker's Jobs see.
restore(Api, #{declared := Declared, tenant := Vhost, revision := Revision}) ->
    Own = maps:with([<<"exchanges">>, <<"queues">>, <<"bindings">>], Declared),
    Before = definitions(Api, Vhost),
    case topology_requests:read(Api, Vhost) of
        {#{revision := Revision}, _} ->
            Missing = topology_things:missing(Own, Before),
            topology_outcome:restoring(Missing),
            declare(Api, Vhost, Missing),
            topology_outcome:check(Own, definitions(Api, Vhost));
        _ ->
            io:format("the virtual host is at another configuration, which is being applied or could not be~n")
    end.

%% Two topologies of one virtual host would take each other's things away in turns.
held(#{holder := Other}, #{holder := Holder, tenant := Vhost}) when Other =/= unknown, Other =/= Holder ->
    throw({give_up, io_lib:format("the virtual host ~ts is of ~ts, and this is ~ts. ~ts",
        [Vhost, Other, Holder, "If the former is gone for good, delete the exchange whose name begins with queue-workloads.topology."])});
held(_, _) -> ok.

ask(_, _, Asked, Asked) -> ok;
ask(Api, Vhost, _, Asked = {_, Policies}) ->
    topology_requests:write(Api, Vhost, Asked),
    wait(Api, Vhost, Policies, ?ATTEMPTS).

wait(Api, Vhost, Policies, Left) ->
    There = #{<<"policies">> => listed(Api, "/api/policies", Vhost)},
    case topology_things:differences(#{<<"policies">> => Policies}, There) of
        [] -> ok;
        Sentences when Left =:= 1 ->
            throw({give_up, lists:join("\n", ["the Jobs of the broker have not set what was asked for, and their log may say why:" | Sentences])});
        _ ->
            Left =:= ?ATTEMPTS andalso io:format("waiting for the broker's Jobs to set ~p policies~n", [length(Policies)]),
            timer:sleep(?PAUSE),
            wait(Api, Vhost, Policies, Left - 1)
    end.

named(Things, Definitions) ->
    [maps:with([<<"name">>, <<"vhost">> | topology_things:fields(policies)], Policy) ||
        Policy = #{<<"vhost">> := Vhost, <<"name">> := Name} <- list(policies, Definitions),
        lists:member({<<"policy">>, Vhost, Name}, Things)].

declare(Api, Vhost, Missing) ->
    [put(Api, "/api/exchanges", [Vhost, Name], Exchange) || Exchange = #{<<"name">> := Name} <- list(exchanges, Missing)],
    [put(Api, "/api/queues", [Vhost, Name], Queue) || Queue = #{<<"name">> := Name} <- list(queues, Missing)],
    [taken(topology_api:post(Api, "/api/bindings" ++ topology_api:path([Vhost, <<"e">>, Source, <<"q">>, Queue]), Binding)) ||
        Binding = #{<<"source">> := Source, <<"destination">> := Queue} <- list(bindings, Missing)],
    ok.

put(Api, Under, Path, Body) -> taken(topology_api:put(Api, Under ++ topology_api:path(Path), Body)).

taken({ok, _}) -> ok;
taken({error, 400, Reason}) -> throw({give_up, ["RabbitMQ refused what is declared: ", Reason]});
taken({error, Status, Reason}) -> throw({try_again, io_lib:format("the management API answered ~p ~ts", [Status, Reason])}).

%% As much of the definitions as somebody sees who is no administrator.
definitions(Api, Vhost) ->
    #{<<"exchanges">> => listed(Api, "/api/exchanges", Vhost),
      <<"queues">> => listed(Api, "/api/queues", Vhost),
      <<"bindings">> => listed(Api, "/api/bindings", Vhost),
      <<"policies">> => listed(Api, "/api/policies", Vhost)}.

listed(Api, Under, Vhost) ->
    case topology_api:get(Api, Under ++ topology_api:path([Vhost])) of
        {ok, Things} -> [maps:map(fun(<<"arguments">>, []) -> #{}; (_, Value) -> Value end, Thing) || Thing <- Things];
        {error, Status, _} when Status =:= 401; Status =:= 404 ->
            throw({give_up, io_lib:format("the user of this Job has no rights in the virtual host ~ts: the stack of the broker gives them, under tenants", [Vhost])})
    end.

list(Kind, Definitions) -> maps:get(atom_to_binary(Kind), Definitions, []).

%% What the topology Job does: log in, reconcile, and look again when a node has booted meanwhile.
-module(topology_job).
-export([run/0]).

%% How often a failure that may pass is waited out, and for how long.
-define(ATTEMPTS, 20).
-define(PAUSE, 5000).

run() ->
    try
        Declared = declared("/run/definitions"),
        attempt(fun() -> settle(Declared, 3) end, ?ATTEMPTS),
        halt(0)
    catch
        throw:{give_up, Sentence} -> fail(Sentence);
        %% Without the values, among which there may be a password or its hash.
        _:_:Stack -> fail(["the reconciler failed", [io_lib:format("~n  in ~p:~p", [Module, Function]) || {Module, Function, _, _} <- Stack]])
    end.

fail(Sentence) ->
    io:format(standard_error, "~ts~n", [Sentence]),
    halt(1).

attempt(Work, Left) ->
    try Work()
    catch
        throw:{unreachable, Reason} ->
            again(io_lib:format("the management API did not answer: ~p", [Reason]), Work, Left);
        throw:{try_again, Sentence} ->
            again(Sentence, Work, Left);
        error:{Kind, {error, Status, Reason}} when Kind =:= badmatch; Kind =:= case_clause ->
            again(io_lib:format("the management API answered ~p ~ts", [Status, Reason]), Work, Left)
    end.

again(Sentence, _, 1) ->
    throw({give_up, Sentence});
again(Sentence, Work, Left) ->
    io:format("~ts; trying again~n", [Sentence]),
    timer:sleep(?PAUSE),
    attempt(Work, Left - 1).

declared(Directory) ->
    case file:read_file(filename:join(Directory, "topology.json")) of
        {ok, Json} -> json:decode(Json);
        {error, enoent} ->
            {ok, Compressed} = file:read_file(filename:join(Directory, "topology.json.gz")),
            json:decode(zlib:gunzip(Compressed))
    end.

login() ->
    case topology_api:login(filelib:wildcard("/run/administrator/*.conf")) of
        {ok, Api} -> Api;
        {error, Reason} ->
            throw({try_again, io_lib:format("the management API refused every administrator: ~ts", [Reason])})
    end.

%% A node that boots imports users that it may have read before they changed.
settle(Declared, Passes) ->
    Api = login(),
    Before = nodes_uptime(Api),
    reconcile(Api, Declared),
    After = wait_for_nodes(login(), 30),
    case settled(Before, After) of
        true -> ok;
        false when Passes =:= 1 -> io:format("not every node runs, or stays running: ~p~n", [After]);
        false ->
            io:format("looking again, because a node has booted~n"),
            settle(Declared, Passes - 1)
    end.

%% An uptime that is not known compares as longer than any that is.
settled(Before, After) ->
    lists:all(
        fun({Name, Uptime}) -> is_integer(Uptime) andalso Uptime >= proplists:get_value(Name, Before, down) end,
        After).

nodes_uptime(Api) ->
    {ok, Nodes} = topology_api:get(Api, "/api/nodes"),
    [{Name, case Node of #{<<"running">> := true} -> maps:get(<<"uptime">>, Node, 0); _ -> down end} ||
        Node = #{<<"name">> := Name} <- Nodes].

wait_for_nodes(Api, Attempts) ->
    Nodes = nodes_uptime(Api),
    case lists:keymember(down, 2, Nodes) of
        true when Attempts > 1 -> timer:sleep(2000), wait_for_nodes(Api, Attempts - 1);
        _ -> Nodes
    end.

reconcile(Api, Declared) ->
    Owner = list_to_binary(os:getenv("TOPOLOGY_OWNER")),
    Wanted = topology_things:things(Declared),
    Before = definitions(Api),
    Recorded = topology_inventory:read(Api, Owner),
    Ours = lists:usort(Recorded ++ (Wanted -- topology_things:things(Before))),
    Ours =:= Recorded orelse topology_inventory:write(Api, Owner, Ours),
    import(Api, topology_things:missing(Declared, Before)),
    clean_up(login(), Owner, Declared, Ours).

%% As an administrator that stays: the one that has brought it may be among those that go.
clean_up(Api, Owner, Declared, Ours) ->
    enable_feature_flags(Api),
    After = definitions(Api),
    topology_removal:users(Api, <<"queue-workloads:", Owner/binary>>, Declared, After),
    Unwanted = Ours -- topology_things:things(Declared),
    DeleteUnused = os:getenv("DELETE_UNUSED") =:= "true",
    Left = topology_removal:things(Api, Unwanted, Declared, DeleteUnused),
    Now = lists:usort((Ours -- Unwanted) ++ Left),
    Now =:= Ours orelse topology_inventory:write(Api, Owner, Now),
    case topology_things:differences(Declared, After) of
        [] -> io:format("the broker has all that is declared~n");
        Sentences -> throw({give_up, lists:join("\n", Sentences)})
    end.

definitions(Api) ->
    {ok, Definitions} = topology_api:get(Api, "/api/definitions"),
    Definitions.

%% In parts, so that no request takes long, however many queues there are.
import(Api, Missing) ->
    {Many, Few} = {maps:with([<<"queues">>], Missing), maps:without([<<"queues">>, <<"bindings">>], Missing)},
    lists:foreach(
        fun(Part) ->
            case topology_api:post(Api, "/api/definitions", Part) of
                {ok, _} -> ok;
                {error, 400, Reason} -> throw({give_up, ["RabbitMQ refused what is declared: ", Reason]});
                {error, Status, Reason} -> throw({try_again, io_lib:format("the import failed: ~p ~ts", [Status, Reason])})
            end
        end,
        [Part || Part <- [Few] ++ parts(<<"queues">>, Many) ++ parts(<<"bindings">>, Missing), not empty(Part)]).

parts(Kind, Definitions) ->
    [#{Kind => Part} || Part <- split(maps:get(Kind, Definitions, []))].

split([]) -> [];
split(Entries) when length(Entries) =< 500 -> [Entries];
split(Entries) ->
    {Part, Others} = lists:split(500, Entries),
    [Part | split(Others)].

empty(Part) -> lists:all(fun(Entries) -> Entries =:= [] end, maps:values(Part)).

%% What was imported on all nodes may only now be allowed to use what an upgrade brought.
enable_feature_flags(Api) ->
    {ok, Flags} = topology_api:get(Api, "/api/feature-flags"),
    [{ok, _} = topology_api:put(Api, "/api/feature-flags" ++ topology_api:path([Name]) ++ "/enable", #{<<"name">> => Name}) ||
        #{<<"name">> := Name, <<"state">> := <<"disabled">>, <<"stability">> := <<"stable">>} <- Flags],
    ok.

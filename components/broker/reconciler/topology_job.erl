%% What the Jobs do with what is declared: apply it after a change, and look again when a node has booted meanwhile;
%% or restore, from time to time, what somebody has deleted or changed since; or say which versions run.
-module(topology_job).
-export([run/1]).

%% How often a failure that may pass is waited out, and for how long.
-define(ATTEMPTS, 20).
-define(PAUSE, 5000).

run("versions") ->
    versions();
run(What) ->
    try
        Topology = topology("/run/definitions"),
        attempt(fun() -> work(What, Topology) end, ?ATTEMPTS),
        halt(0)
    catch
        throw:{give_up, Sentence} -> fail(Sentence);
        %% Without the values, among which there may be a password or its hash.
        _:_:Stack -> fail(["the reconciler failed", [io_lib:format("~n  in ~p:~p", [Module, Function]) || {Module, Function, _, _} <- Stack]])
    end.

work("apply", Topology = #{tenant := Vhost}) when Vhost =/= none -> topology_tenant:reconcile(enter(), Topology);
work("restore", Topology = #{tenant := Vhost}) when Vhost =/= none -> topology_tenant:restore(enter(), Topology);
work("apply", Topology = #{nodes := unknown}) -> reconcile(login(), Topology);
work("apply", Topology) -> settle(Topology, 3);
work("restore", Topology) -> restore(Topology).

%% What runs, for a shell that compares it with an image. The broker may not be there yet.
versions() ->
    try topology_api:login(administrators()) of
        {ok, Api, _} -> io:format("~ts~n", [lists:join(" ", topology_nodes:versions(Api))]);
        {error, Reason} -> io:format(standard_error, "no node says which version it runs: ~ts~n", [Reason])
    catch
        _:_ -> io:format(standard_error, "no node says which version it runs~n", [])
    end,
    halt(0).

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

%% What is declared, and what the program says besides. The revision tells it from what is declared before and after.
topology(Directory) ->
    Json = read(Directory),
    #{declared => topology_uris:resolve(json:decode(Json)),
      revision => binary:encode_hex(crypto:hash(sha256, Json), lowercase),
      inventory => variable("INVENTORY"),
      owner_tag => variable("OWNER_TAG"),
      dead_letter_suffix => variable("DEAD_LETTER_SUFFIX"),
      queue_policy_prefix => variable("QUEUE_POLICY_PREFIX"),
      delete_unused => variable("DELETE_UNUSED") =:= <<"true">>,
      %% Those of a broker that others run are no concern of a topology.
      nodes => case os:getenv("NODES") of false -> unknown; Nodes -> list_to_integer(Nodes) end,
      holder => case os:getenv("HOLDER") of false -> unknown; _ -> variable("HOLDER") end,
      %% The virtual host of a tenant whose Job this is, and those of the tenants of a broker whose Job this is.
      tenant => case os:getenv("TENANT") of false -> none; _ -> variable("TENANT") end,
      tenants => string:lexemes(unicode:characters_to_binary(os:getenv("TENANTS", "")), ",")}.

variable(Name) -> unicode:characters_to_binary(os:getenv(Name)).

read(Directory) ->
    case file:read_file(filename:join(Directory, "topology.json")) of
        {ok, Json} -> Json;
        {error, enoent} ->
            {ok, Compressed} = file:read_file(filename:join(Directory, "topology.json.gz")),
            zlib:gunzip(Compressed)
    end.

%% From rabbitmqadmin's configuration files, or for a broker that is told of, from its Secret.
administrators() ->
    case os:getenv("MANAGEMENT_HOST") of
        false -> [topology_api:configured(File) || File <- filelib:wildcard("/run/administrator/*.conf")];
        _ -> [given_administrator()]
    end.

given_administrator() ->
    [Username, Password] = [login_part(Key) || Key <- ["username", "password"]],
    Ca = case os:getenv("CA_FILE") of false -> #{}; _ -> #{<<"ca_certificate_bundle_path">> => variable("CA_FILE")} end,
    Ca#{<<"hostname">> => variable("MANAGEMENT_HOST"), <<"port">> => variable("MANAGEMENT_PORT"), <<"tls">> => variable("MANAGEMENT_TLS"),
        <<"username">> => Username, <<"password">> => Password}.

login_part(Key) ->
    case file:read_file(filename:join("/run/administrator", Key)) of
        {ok, Text} -> Text;
        {error, _} -> throw({give_up, ["the administrator's Secret has no key ", Key]})
    end.

login() ->
    {Api, User} = whoever(),
    administers(User) orelse throw({give_up, no_administrator(User)}),
    Api.

%% A tenant administers nothing.
enter() ->
    {Api, _} = whoever(),
    Api.

whoever() ->
    case topology_api:login(administrators()) of
        {ok, Api, User} -> {Api, User};
        {error, Reason} ->
            throw({try_again, io_lib:format("the management API refused every login: ~ts", [Reason])})
    end.

administers(#{<<"tags">> := Tags}) when is_list(Tags) -> lists:member(<<"administrator">>, Tags);
administers(#{<<"tags">> := Tags}) -> lists:member(<<"administrator">>, binary:split(Tags, <<",">>, [global])).

no_administrator(#{<<"name">> := Name}) ->
    io_lib:format("the user ~ts has no administrator tag, and RabbitMQ lets only administrators make users and virtual hosts. ~ts",
        [Name, "Give it the tag, or take a plan of the provider that has one."]).

%% A node that boots imports users that it may have read before they changed.
settle(Topology, Passes) ->
    Before = topology_nodes:uptimes(login()),
    reconcile(login(), Topology),
    Api = login(),
    After = topology_nodes:wait(Api),
    case topology_nodes:settled(Before, After) of
        false when Passes > 1 ->
            io:format("looking again, because a node has booted~n"),
            settle(Topology, Passes - 1);
        Settled ->
            Settled orelse io:format("not every node runs, or stays running: ~p~n", [After]),
            finish(Api, Topology)
    end.

reconcile(Api, Topology = #{declared := Declared, inventory := Inventory, revision := Revision, holder := Holder}) ->
    Before = topology_definitions:read(Api),
    Recorded = #{made := Made} = topology_inventory:read(Api, Inventory),
    topology_claims:check(Api, Topology, Recorded),
    Ours = lists:usort(Made ++ booted(Topology, Recorded) ++ (topology_things:things(Declared) -- topology_things:things(Before))),
    Record = Recorded#{made := Ours, revision := Revision, holder := Holder, vhosts := topology_claims:vhosts(Declared)},
    record(Api, Topology, Recorded, Record),
    topology_definitions:import(Api, topology_things:missing(Declared, Before)),
    clean_up(login(), Topology, Record).

%% The virtual hosts of a new broker are ours, although its nodes have made them before this: when they booted.
booted(#{declared := Declared, nodes := Nodes}, #{made := [], revision := none}) when Nodes =/= unknown ->
    [Thing || Thing = {<<"vhost">>, _, _} <- topology_things:things(Declared)];
booted(_, _) -> [].

%% As an administrator that stays: the one that has brought it may be among those that go.
clean_up(Api, Topology = #{declared := Declared, owner_tag := Tag, inventory := Inventory, nodes := Nodes}, Record = #{made := Ours}) ->
    case Nodes of
        unknown -> topology_claims:enter(Api, topology_claims:vhosts(Declared));
        _ -> enable_feature_flags(Api)
    end,
    After = topology_definitions:read(Api),
    topology_removal:users(Api, Tag, Declared, After),
    Unwanted = Ours -- topology_things:things(Declared),
    There = topology_claims:vhosts(After),
    topology_claims:enter(Api, lists:usort([Vhost || {_, Vhost, _} <- Unwanted, lists:member(Vhost, There)])),
    Left = topology_removal:things(Api, Unwanted, Declared, Topology),
    topology_removal:permissions(Api, Declared, topology_inventory:others(Api, Inventory)),
    record(Api, Topology, Record, Record#{made := lists:usort((Ours -- Unwanted) ++ Left)}),
    topology_outcome:check(Declared, After).

record(_, _, Record, Record) -> ok;
record(Api, #{inventory := Inventory}, _, Record) -> topology_inventory:write(Api, Inventory, Record).

%% A broker that has grown gives its queues members on the new nodes by itself, but no leaders.
finish(Api, Topology = #{declared := Declared, inventory := Inventory, nodes := Nodes, tenants := Tenants}) ->
    topology_requests:fulfil(Api, Tenants),
    case topology_nodes:differences(Api, Declared, Nodes, version()) of
        [] -> ok;
        Sentences -> throw({try_again, lists:join("\n", Sentences)})
    end,
    Recorded = #{nodes := Known} = topology_inventory:read(Api, Inventory),
    is_integer(Known) andalso Known < Nodes andalso topology_nodes:rebalance(Api),
    record(Api, Topology, Recorded, Recorded#{nodes := Nodes}).

%% Adds what is missing, and takes nothing away: the next change does that. The definitions are read before the
%% revision, so that what an update applies meanwhile is no part of what is compared.
restore(#{declared := Declared, inventory := Inventory, revision := Revision, tenants := Tenants}) ->
    Api = login(),
    topology_requests:fulfil(Api, Tenants),
    Before = topology_definitions:read(Api),
    case topology_inventory:read(Api, Inventory) of
        #{revision := Revision} ->
            Missing = topology_things:missing(Declared, Before),
            topology_outcome:restoring(Missing),
            topology_definitions:import(Api, Missing),
            topology_outcome:check(Declared, topology_definitions:read(Api));
        _ ->
            io:format("the broker is at another configuration, which is being applied or could not be~n")
    end.

%% The version of the image that this runs in, which is that of the nodes.
version() ->
    Plugins = filename:join([filename:dirname(os:find_executable("rabbitmq-server")), "..", "plugins", "rabbit-[0-9]*"]),
    case filelib:wildcard(Plugins) of
        [Directory] -> list_to_binary(lists:nthtail(length("rabbit-"), filename:basename(Directory, ".ez")));
        _ -> unknown
    end.

%% What was imported on all nodes may only now be allowed to use what an upgrade brought.
enable_feature_flags(Api) ->
    {ok, Flags} = topology_api:get(Api, "/api/feature-flags"),
    [{ok, _} = topology_api:put(Api, "/api/feature-flags" ++ topology_api:path([Name]) ++ "/enable", #{<<"name">> => Name}) ||
        #{<<"name">> := Name, <<"state">> := <<"disabled">>, <<"stability">> := <<"stable">>} <- Flags],
    ok.

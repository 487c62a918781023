%% Removes what a topology made and nobody declares any more, and says what it leaves.
-module(topology_removal).
-export([users/4, permissions/3, things/4, is_needed/3]).

%% Users are ours by the tag of the topology, so that one that a booting node brought back goes as well.
users(Api, Tag, Declared, Actual) ->
    Ours = [Name || #{<<"name">> := Name, <<"tags">> := Tags} <- maps:get(<<"users">>, Actual), lists:member(Tag, Tags)],
    [remove(Api, ["/api/users", topology_api:path([Name])], "the user ~ts", [Name]) || Name <- Ours -- users(Declared)],
    ok.

%% What an administrator may do in the virtual hosts of others is their concern.
permissions(Api, Declared, Others) ->
    {ok, Actual} = topology_api:get(Api, "/api/permissions"),
    Users = sets:from_list(users(Declared), [{version, 2}]),
    Rights = sets:from_list(
        [{Vhost, User} || #{<<"vhost">> := Vhost, <<"user">> := User} <- maps:get(<<"permissions">>, Declared)],
        [{version, 2}]),
    [remove(Api, ["/api/permissions", topology_api:path([Vhost, User])], "the permissions of ~ts in ~ts", [User, Vhost]) ||
        #{<<"vhost">> := Vhost, <<"user">> := User} <- Actual,
        sets:is_element(User, Users), not sets:is_element({Vhost, User}, Rights), not lists:keymember(Vhost, 1, Others)],
    ok.

users(Declared) -> [Name || #{<<"name">> := Name} <- maps:get(<<"users">>, Declared)].

%% The things that are left, in an order in which nothing is taken from under another.
things(Api, Things, Declared, Settings) ->
    lists:foldl(
        fun(Kind, Left) ->
            Left ++ [Thing || Thing <- Things, kind(Thing, Settings) =:= Kind, thing(Api, Thing, {Declared, Left, Settings}) =:= left]
        end,
        [], [parameter, binding, exchange, queue, dead_letter_queue, policy, vhost]).

kind(Thing = {<<"queue">>, _, _}, Settings) ->
    case dead_letters_of(Thing, Settings) of none -> queue; _ -> dead_letter_queue end;
kind({Kind, _, _}, _) ->
    binary_to_atom(Kind).

dead_letters_of({<<"queue">>, Vhost, Name}, #{dead_letter_suffix := Suffix}) ->
    case string:split(Name, Suffix, trailing) of
        [Queue, <<>>] -> {<<"queue">>, Vhost, Queue};
        _ -> none
    end.

thing(Api, {<<"binding">>, Vhost, {Source, Queue, Key, Arguments}}, _) ->
    Between = "/api/bindings" ++ topology_api:path([Vhost, <<"e">>, Source, <<"q">>, Queue]),
    Bindings = case topology_api:get(Api, Between) of {ok, Found} -> Found; {error, 404, _} -> [] end,
    [remove(Api, [Between, topology_api:path([Properties])], "the binding of ~ts to ~ts by ~ts", [Queue, Source, Key]) ||
        #{<<"routing_key">> := K, <<"arguments">> := A, <<"properties_key">> := Properties} <- Bindings,
        K =:= Key, A =:= Arguments],
    gone;
thing(Api, {<<"parameter">>, Vhost, {Component, Name}}, _) ->
    remove(Api, ["/api/parameters", topology_api:path([Component, Vhost, Name])], "the ~ts ~ts of ~ts", [Component, Name, Vhost]);
thing(Api, {<<"exchange">>, Vhost, Name}, _) ->
    Path = "/api/exchanges" ++ topology_api:path([Vhost, Name]),
    case topology_api:get(Api, Path ++ "/bindings/source") of
        {ok, []} -> remove(Api, [Path, "?if-unused=true"], "the exchange ~ts of ~ts", [Name, Vhost]);
        {ok, _} -> leave("the exchange ~ts of ~ts: something is bound to it", [Name, Vhost]);
        {error, 404, _} -> gone
    end;
thing(Api, Thing = {<<"queue">>, Vhost, Name}, {_, Left, Settings = #{delete_unused := DeleteUnused}}) ->
    Path = "/api/queues" ++ topology_api:path([Vhost, Name]),
    NeededStill = lists:member(dead_letters_of(Thing, Settings), Left),
    case topology_api:get(Api, Path) of
        {error, 404, _} -> gone;
        {ok, _} when NeededStill -> leave("the queue ~ts of ~ts: its dead letters are of a queue that is left", [Name, Vhost]);
        {ok, Queue} ->
            case unused(Api, Path, Queue) of
                true when DeleteUnused -> remove(Api, [Path], "the queue ~ts of ~ts", [Name, Vhost]);
                true -> leave("the queue ~ts of ~ts: deleteUnused does not say that it may go", [Name, Vhost]);
                {false, Why} -> leave("the queue ~ts of ~ts: ~ts", [Name, Vhost, Why])
            end
    end;
thing(Api, Thing = {<<"policy">>, Vhost, Name}, {_, Left, Settings}) ->
    case is_needed(Thing, Left, Settings) of
        true -> left;
        false -> remove(Api, ["/api/policies", topology_api:path([Vhost, Name])], "the policy ~ts of ~ts", [Name, Vhost])
    end;
thing(Api, {<<"vhost">>, Vhost, _}, {Declared, _, #{delete_unused := DeleteUnused}}) ->
    Path = "/api/vhosts" ++ topology_api:path([Vhost]),
    case topology_api:get(Api, Path) of
        {error, 404, _} -> gone;
        {ok, _} when not DeleteUnused -> leave("the virtual host ~ts: deleteUnused does not say that it may go", [Vhost]);
        {ok, _} ->
            case [What || {What, Listed} <- contents(Api, Path, Vhost, users(Declared)), Listed =/= []] of
                [] -> remove(Api, [Path], "the virtual host ~ts", [Vhost]);
                Kinds -> leave("the virtual host ~ts: it has ~ts", [Vhost, lists:join(", ", Kinds)])
            end
    end.

%% What would go with a virtual host: of others, or of ours if it could not be removed.
contents(Api, Path, Vhost, Ours) ->
    Get = fun(Request) -> {ok, Listed} = topology_api:get(Api, Request), Listed end,
    In = topology_api:path([Vhost]),
    [{"queues", Get("/api/queues" ++ In ++ "?disable_stats=true")},
     {"exchanges", [Name || #{<<"name">> := Name} <- Get("/api/exchanges" ++ In ++ "?disable_stats=true"),
        Name =/= <<>>, string:prefix(Name, "amq.") =:= nomatch]},
     {"policies", Get("/api/policies" ++ In) ++ Get("/api/operator-policies" ++ In)},
     {"parameters of plugins", [One || One = #{<<"vhost">> := V} <- Get("/api/parameters"), V =:= Vhost]},
     {"connections", Get(Path ++ "/connections")},
     {"users", [User || #{<<"user">> := User} <- Get(Path ++ "/permissions"), not lists:member(User, Ours)]}].

%% A queue that stays keeps its limits.
is_needed({<<"policy">>, Vhost, Name}, Things, #{queue_policy_prefix := Prefix}) ->
    lists:any(fun(Thing) -> case Thing of {<<"queue">>, Vhost, Queue} -> Name =:= <<Prefix/binary, Queue/binary>>; _ -> false end end, Things).

%% The counts are some seconds old: what came since then is found by asking the queue itself.
unused(_, _, #{<<"type">> := <<"stream">>}) ->
    {false, "it is a stream, which keeps what was read"};
unused(Api, Path, Queue) ->
    case {maps:get(<<"consumers">>, Queue, unknown), maps:get(<<"messages">>, Queue, unknown)} of
        {0, 0} ->
            Peek = #{<<"count">> => 1, <<"ackmode">> => <<"ack_requeue_true">>, <<"encoding">> => <<"auto">>, <<"truncate">> => 1},
            case topology_api:post(Api, Path ++ "/get", Peek) of
                {ok, []} -> true;
                _ -> {false, "it holds messages"}
            end;
        {unknown, _} -> {false, "it is so new that its messages are not counted yet"};
        {Consumers, Messages} -> {false, io_lib:format("it has ~p messages and ~p consumers", [Messages, Consumers])}
    end.

remove(Api, Path, Format, Arguments) ->
    case topology_api:delete(Api, lists:append(Path)) of
        {ok, _} -> io:format("removed " ++ Format ++ "~n", Arguments), gone;
        {error, 404, _} -> gone;
        {error, _, Reason} -> leave(Format ++ ": ~ts", Arguments ++ [Reason])
    end.

leave(Format, Arguments) ->
    io:format("left " ++ Format ++ "~n", Arguments),
    left.

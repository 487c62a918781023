%% Which topology a virtual host is of: no other may change anything in it.
-module(topology_claims).
-export([vhosts/1, check/3, enter/2]).

%% The first RabbitMQ that asks clients for no rights to declare what they only use.
-define(OLDEST, [4, 3, 1]).

vhosts(Declared) ->
    lists:sort([Name || #{<<"name">> := Name} <- maps:get(<<"vhosts">>, Declared, [])]).

%% Before anything is changed.
check(Api, Topology = #{declared := Declared, inventory := Inventory, nodes := Nodes}, Recorded) ->
    Others = topology_inventory:others(Api, Inventory),
    Sentences =
        [io_lib:format("the virtual host ~ts is of another topology, which records it in the global parameter ~ts. Take one of another name.", [Vhost, Other]) ||
            Vhost <- vhosts(Declared), {V, Other} <- Others, V =:= Vhost] ++
        held(Topology, Recorded) ++
        case Nodes of unknown -> version(Api); _ -> [] end,
    Sentences =:= [] orelse throw({give_up, lists:join("\n", Sentences)}).

%% Two topologies of one virtual host would take each other's things away in turns.
held(#{holder := Holder, inventory := Inventory}, #{holder := Other}) when Other =/= unknown, Other =/= Holder ->
    [io_lib:format("this virtual host is of ~ts, and this is ~ts. Take one of another name, or, if the former is gone for good, clear the global parameter ~ts.",
        [Other, Holder, Inventory])];
held(_, _) -> [].

version(Api) ->
    {ok, #{<<"rabbitmq_version">> := Version}} = topology_api:get(Api, "/api/overview"),
    Numbers = [list_to_integer(Part) || Part <- string:lexemes(re:replace(Version, "[^0-9.].*", "", [{return, list}]), ".")],
    case Numbers < ?OLDEST of
        true -> [io_lib:format("the broker runs RabbitMQ ~ts, and the rights of clients need 4.3.1 or newer.", [Version])];
        false -> []
    end.

%% An administrator looks into queues only where it has rights.
enter(Api, Vhosts) ->
    {ok, #{<<"name">> := User}} = topology_api:get(Api, "/api/whoami"),
    lists:foreach(
        fun(Vhost) ->
            Path = "/api/permissions" ++ topology_api:path([Vhost, User]),
            case topology_api:get(Api, Path) of
                {ok, _} -> ok;
                {error, 404, _} ->
                    All = maps:from_keys([<<"configure">>, <<"write">>, <<"read">>], <<".*">>),
                    {ok, _} = topology_api:put(Api, Path, All)
            end
        end,
        Vhosts).
